export { flightForSale, welcome } from './first-booking.js';
export { UpcomingFlights } from './upcoming-flights.js';
