/** The rules that hold however a state is kept: what an application on tables shares with the one on events. */
export { boardingPassOf } from './booking/boarding-pass.js';
export { recordLocatorFrom } from './booking/record-locator.js';
export { ticketNumber } from './booking/ticket-number.js';
export { chooseSeats } from './flight/choose-seats.js';
export { faresFor } from './flight/fares.js';
export { flightIdOf } from './flight/flight-id.js';
export { greatCircleMiles } from './flight/great-circle.js';
export { type Cabin, seatMapOf } from './flight/seat-map.js';
