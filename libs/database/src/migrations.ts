import { sqlMigration } from './sql-migration.js';

/** Every change of the database since the empty one, in the order of their names' numbers. */
export const migrations = [
  sqlMigration('CreateLog1764000000000', 'event-store', [
    ...['log', 'event', 'event_in_order', 'event_of_command'],
    ...['refuse_change', 'event_is_append_only'],
  ]),
  sqlMigration('CreateVault1764000000001', 'vault', ['vault', 'key']),
  sqlMigration('CreateViews1764000000002', 'views', [
    ...['views', 'generation', 'availability', 'seat_map', 'booking', 'parked_event'],
    'building_begins',
  ]),
  sqlMigration('CreateStreaming1764000000003', 'streaming', ['streaming', 'checkpoint']),
  sqlMigration('ParkWithReason1764000000004', 'views', ['parked_event_reason']),
  sqlMigration('KnowTheSecret1764000000006', 'vault', ['secret_fingerprint']),
  sqlMigration('IndexRoutes1764000000007', 'views', [
    'availability_route',
    'availability_by_route',
  ]),
  sqlMigration('CreatePayment1764000000008', 'payment', ['payment', 'charge']),
  sqlMigration('CreateTimers1764000000009', 'timers', ['timers', 'timer', 'timer_by_due']),
  sqlMigration('AppendArrays1764000000010', 'event-store', ['drop_append_of_json']),
  sqlMigration('FoldBookingsAnew1764000000011', 'views', ['fold_bookings_anew']),
  sqlMigration('ParkMessages1764000000012', 'streaming', [
    'parked_message',
    'parked_message_by_retry',
  ]),
  sqlMigration('ParkGapsOnly1764000000013', 'views', ['deliver_parked_anew', 'parked_event_waits']),
  sqlMigration('ParkInStreamingAlone1764000000014', 'views', [
    'deliver_gaps_anew',
    'drop_parked_event',
  ]),
  sqlMigration('KeepGenerations1764000000015', 'views', ['rows_by_generation', 'building']),
  sqlMigration('FindAcrossStreams1764000000022', 'event-store', [
    'event_of_correlation',
    'event_of_booking',
  ]),
  sqlMigration('KeepSnapshots1764000000023', 'event-store', ['snapshot']),
  sqlMigration('KnowWhatIsSigned1764000000024', 'event-store', ['signed_head']),
  sqlMigration('EraseKeys1764000000025', 'vault', ['key_is_erased']),
  sqlMigration('GainInsight1764000000027', 'views', [
    ...['journey', 'lost_sales', 'lost_sales_by_as_of', 'insight_begins'],
  ]),
  sqlMigration('ShowSeatsByAvailability1764000000028', 'views', ['seats_in_availability']),
  sqlMigration('CaptureFares1764000000040', 'fares', [
    ...['fares', 'fare', 'outbox', 'capture', 'captured_by'],
    ...['revise', 'fare_is_revised', 'note_change', 'change_is_noted', 'publication'],
  ]),
  sqlMigration('CountRefunds1764000000041', 'payment', ['refund', 'refunds_are_rows']),
];

/** What is made anew at each start, by library: functions, and what the application's role may do. */
export const remade: Record<string, readonly string[]> = {
  'event-store': [
    'id',
    'refuse_change',
    'framed',
    'event_hash',
    'lock_first',
    'append',
    'append_restored',
    'privileges',
  ],
  vault: ['keep', 'privileges'],
  views: ['privileges'],
  streaming: ['privileges'],
  payment: ['privileges'],
  timers: ['privileges'],
  fares: [
    'captured_by',
    'is_held',
    'slot',
    'reader',
    'revise',
    'note_change',
    'capture_standing',
    'rewrite_standing',
    'capture_by',
    'leave_wal',
    'privileges',
  ],
};
