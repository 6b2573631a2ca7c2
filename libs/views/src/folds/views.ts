import { availabilityView } from './availability.js';
import { bookingView } from './booking.js';
import { journeyView } from './journey.js';
import { lostSalesView } from './lost-sales.js';
import type { View, ViewName } from './view.js';

/** Every view, by its name. */
export const views: Record<ViewName, View<unknown>> = {
  availability: availabilityView,
  booking: bookingView,
  journey: journeyView,
  lost_sales: lostSalesView,
};
