import { compareAge, type RowAge } from './row-copies.js';

/** 5 MiB of arrays, however many rows go. */
const slotCount = 2 ** 18;

/**
 * How new the rows were, at most, that copies have let go: what is older may not be answered after them. Streams
 * share slots, by a hash of their ids, so that a floor may be another stream's, and higher than need be: then
 * PostgreSQL is asked, whose rows are never older than any copy was when it is asked.
 */
export class AgeFloors {
  private readonly generations = new Float64Array(slotCount);
  private readonly versions = new Uint32Array(slotCount);
  /** When each was noted last, as a count of notes, which may pass 2^32. */
  private readonly notedAt = new Float64Array(slotCount);
  private notes = 0;

  /** The present moment, for {@link isNotedSince}. */
  get moment(): number {
    return this.notes;
  }

  /** Notes that a row went. */
  note(streamId: string, age: RowAge): void {
    const slot = slotOf(streamId);
    this.notes += 1;
    this.notedAt[slot] = this.notes;
    if (compareAge(age, this.at(slot)) <= 0) return;
    this.generations[slot] = age.generation;
    this.versions[slot] = age.version;
  }

  /** Whether a newer row may have gone. */
  isAbove(streamId: string, age: RowAge): boolean {
    return compareAge(this.at(slotOf(streamId)), age) > 0;
  }

  /** Whether a row of the stream may have gone after a moment. */
  isNotedSince(streamId: string, moment: number): boolean {
    return (this.notedAt[slotOf(streamId)] ?? 0) > moment;
  }

  private at(slot: number): RowAge {
    return { generation: this.generations[slot] ?? 0, version: this.versions[slot] ?? 0 };
  }
}

/** FNV-1a. */
function slotOf(streamId: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < streamId.length; at += 1) {
    hash = Math.imul(hash ^ streamId.charCodeAt(at), 0x01_00_01_93);
  }
  return (hash ^ (hash >>> 18)) & (slotCount - 1);
}
