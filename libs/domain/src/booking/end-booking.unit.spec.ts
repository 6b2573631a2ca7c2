import { describe, it } from 'vitest';
import {
  arrived,
  cancelled as flightCancelled,
  delayed,
  departed,
  schedule,
} from '../flight/sample-flight.spec.js';
import { onFlight } from '../streams.js';
import type { BookingCommand } from './booking-decider.js';
import {
  back,
  cancelledPaid,
  cancelledUnpaid,
  checkedIn,
  declined,
  expired,
  given,
  holdExpiresAt,
  ours,
  out,
  paid,
  placed,
  refundRequested,
  releasedOn,
  releases,
  requested,
  statuses,
  ticketed,
  total,
  unresolved,
} from './sample-booking.spec.js';

describe('cancelling a booking', () => {
  const reason = { sealed: 'cmVhc29u' };
  const cancel = (now = '2026-12-01T12:05:00.000Z'): BookingCommand => {
    return { type: 'CancelBooking', data: { now } };
  };
  const unpaid = ours({ type: 'BookingCancelled', data: { cause: 'traveller' } });
  const refund = ours({ type: 'BookingCancelled', data: { cause: 'traveller', refund: total } });

  it('frees the seats of one that is held', () => {
    given(...placed)
      .when(cancel())
      .then(unpaid, ...releases('cancelled'));
  });

  it.each([
    ['paid', paid],
    ['ticketed', ticketed],
    ['checked in', checkedIn],
  ])('gives the money of one that is %s back', (_, past) => {
    given(...past)
      .when(cancel())
      .then(refund, refundRequested('pay-1'), ...releases('cancelled'));
  });

  it('keeps the reason, sealed', () => {
    given(...placed)
      .when({ type: 'CancelBooking', data: { reason, now: '2026-12-01T12:05:00.000Z' } })
      .then(
        ours({ type: 'BookingCancelled', data: { cause: 'traveller', reason } }),
        ...releases('cancelled'),
      );
  });

  it('does not wait for a pending payment, and refunds nothing that was declined', () => {
    given(...placed, requested('pay-1'))
      .when(cancel())
      .then(unpaid, ...releases('cancelled'));
    given(...placed, requested('pay-1'), declined('pay-1'))
      .when(cancel())
      .then(unpaid, ...releases('cancelled'));
  });

  it('happens once', () => {
    given(...cancelledUnpaid)
      .when(cancel())
      .then();
    given(...cancelledPaid, onFlight(out, departed))
      .when(cancel())
      .then();
  });

  it.each(['none', 'expired'] as const)('is refused in the status %s', (status) => {
    given(...statuses[status])
      .when(cancel())
      .thenRefused({ name: 'booking-state', status });
  });

  it('is refused from the first departure on, reported or not', () => {
    const closed = { name: 'flight-closed', flightId: out } as const;
    given(...ticketed)
      .when(cancel('2026-12-05T10:14:59.999Z'))
      .then(refund, refundRequested('pay-1'), ...releases('cancelled'));
    given(...ticketed)
      .when(cancel(schedule.departsAt))
      .thenRefused(closed);
    given(...ticketed, onFlight(out, departed))
      .when(cancel())
      .thenRefused(closed);
    given(...ticketed, onFlight(out, departed), onFlight(out, arrived))
      .when(cancel())
      .thenRefused(closed);
  });

  it('moves with a delay', () => {
    given(...ticketed, onFlight(out, delayed(45)))
      .when(cancel(schedule.departsAt))
      .then(refund, refundRequested('pay-1'), ...releases('cancelled'));
  });

  it('does not wait for what a cancelled flight does to it', () => {
    given(...ticketed, onFlight(out, flightCancelled))
      .when(cancel())
      .then(refund, refundRequested('pay-1'), ...releases('cancelled'));
  });
});

describe('a cancelled flight', () => {
  const cancel: BookingCommand = {
    type: 'CancelForFlight',
    data: { flightId: back, reason: 'snow' },
  };
  const data = { cause: 'flight-cancelled', flightId: back, reason: 'snow' } as const;
  const storm = onFlight(back, flightCancelled);

  it('cancels a booking that is held', () => {
    given(...placed, storm)
      .when(cancel)
      .then(ours({ type: 'BookingCancelled', data }), ...releases('flight-cancelled'));
  });

  it.each([
    ['paid', paid],
    ['ticketed', ticketed],
    ['checked in', checkedIn],
  ])('gives all the money of one that is %s back', (_, past) => {
    given(...past, storm)
      .when(cancel)
      .then(
        ours({ type: 'BookingCancelled', data: { ...data, refund: total } }),
        refundRequested('pay-1'),
        ...releases('flight-cancelled'),
      );
  });

  it.each([
    ['departed', [departed]],
    ['arrived', [departed, arrived]],
    ['been cancelled too', [flightCancelled]],
  ])('does so though another flight has %s', (_, other) => {
    given(...ticketed, storm, ...other.map((event) => onFlight(out, event)))
      .when(cancel)
      .then(
        ours({ type: 'BookingCancelled', data: { ...data, refund: total } }),
        refundRequested('pay-1'),
        ...releases('flight-cancelled'),
      );
  });

  it('frees only seats that are still the booking’s', () => {
    given(...placed, storm, releasedOn(out, 'expired', '12A', '12B'))
      .when(cancel)
      .then(
        ours({ type: 'BookingCancelled', data }),
        releasedOn(back, 'flight-cancelled', '20E', '20F'),
      );
  });

  it('leaves a booking that has ended as it is', () => {
    for (const past of [cancelledUnpaid, cancelledPaid, expired]) {
      given(...past, storm)
        .when(cancel)
        .then();
    }
  });

  it('is one that is cancelled, and that the booking has', () => {
    given(...placed)
      .when(cancel)
      .thenRefused({ name: 'flight-state', flightId: back, status: 'scheduled' });
    const flightId = 'UA1-EWR-2026-12-05';
    given(...placed, storm)
      .when({ type: 'CancelForFlight', data: { flightId, reason: 'snow' } })
      .thenRefused({ name: 'not-in-booking', flightId });
    given().when(cancel).thenRefused({ name: 'booking-state', status: 'none' });
  });
});

describe('the expiry of a hold', () => {
  const expire = (now = holdExpiresAt): BookingCommand => {
    return { type: 'ExpireBooking', data: { now } };
  };
  const ended = ours({ type: 'BookingExpired', data: {} });
  const pastHold = '2026-12-01T12:24:59.999Z';
  const pastPayment = '2026-12-01T12:25:00.000Z';

  it('frees its seats from the moment that it runs out', () => {
    given(...placed)
      .when(expire())
      .then(ended, ...releases('expired'));
  });

  it('is not due before', () => {
    given(...placed)
      .when(expire('2026-12-01T12:14:59.999Z'))
      .thenRefused({ name: 'not-due', until: holdExpiresAt });
  });

  it.each([
    ['pending', [requested('pay-1')]],
    ['without an outcome', [requested('pay-1'), unresolved('pay-1')]],
  ])('waits for a payment that is %s, for 15 minutes from its request on', (_, payments) => {
    given(...placed, ...payments)
      .when(expire(pastHold))
      .thenRefused({ name: 'not-due', until: pastPayment });
    given(...placed, ...payments)
      .when(expire(pastPayment))
      .then(ended, ...releases('expired'));
  });

  it('waits as long for the tickets of captured money, and then gives it back', () => {
    given(...paid)
      .when(expire(pastHold))
      .thenRefused({ name: 'not-due', until: pastPayment });
    given(...paid)
      .when(expire(pastPayment))
      .then(ended, refundRequested('pay-1'), ...releases('expired'));
  });

  it('does not wait for a payment that leads nowhere', () => {
    given(...placed, requested('pay-1'), declined('pay-1'))
      .when(expire())
      .then(ended, ...releases('expired'));
    given(...paid, refundRequested('pay-1'))
      .when(expire())
      .then(ended, ...releases('expired'));
  });

  it('is never earlier for a payment that was made early', () => {
    given(...placed, requested('pay-1', '2026-12-01T11:50:00.000Z'))
      .when(expire('2026-12-01T12:10:00.000Z'))
      .thenRefused({ name: 'not-due', until: holdExpiresAt });
  });

  it('frees the seats whatever the flights have done', () => {
    given(...placed, onFlight(out, departed), onFlight(back, flightCancelled))
      .when(expire())
      .then(ended, ...releases('expired'));
  });

  it.each(['none', 'ticketed', 'checked-in', 'cancelled', 'expired'] as const)(
    'changes nothing in the status %s',
    (status) => {
      given(...statuses[status])
        .when(expire(schedule.departsAt))
        .then();
    },
  );
});
