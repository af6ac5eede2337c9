/** Signature, flags, and the length of an extension that there is none of. */
const headBytes = 19;
const none = Buffer.alloc(0);

/** The row that is looked at: its fields by their place. */
export interface BinaryRow {
  uuid(field: number): string;
  text(field: number): string;
  hex(field: number): string;
  int(field: number): number | null;
}

/**
 * Reads the rows of a COPY in binary format out of pieces that end anywhere. A row is to be looked at while it is shown, and no longer:
 * its bytes are the caller's.
 */
export class BinaryRows implements BinaryRow {
  readonly #show: (row: BinaryRow) => void;
  #bytes: Buffer = none;
  /** Where each field of the row begins, behind its length; and where the next one's length begins. */
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];
  #rest: Buffer = none;
  #hasBegun = false;
  #isOver = false;

  constructor(show: (row: BinaryRow) => void) {
    this.#show = show;
  }

  take(piece: Buffer): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    this.#bytes = bytes;
    let at = 0;
    if (!this.#hasBegun && bytes.length >= headBytes) {
      this.#hasBegun = true;
      at = headBytes;
    }
    while (this.#hasBegun && !this.#isOver) {
      const end = this.#find(at);
      if (end === null) break;
      at = end;
      if (!this.#isOver) this.#show(this);
    }
    this.#rest = at === bytes.length ? none : Buffer.from(bytes.subarray(at));
  }

  /** Finds the fields of the row that begins here, and where it ends; null while it is not whole. */
  #find(begin: number): number | null {
    const bytes = this.#bytes;
    const { length } = bytes;
    let at = begin + 2;
    if (at > length) return null;
    const fields = bytes.readInt16BE(begin);
    this.#isOver = fields < 0;
    for (let field = 0; field < fields; field++) {
      if (at + 4 > length) return null;
      const size = bytes.readInt32BE(at);
      this.#begins[field] = at + 4;
      at += 4 + (size < 0 ? 0 : size);
      this.#ends[field] = at;
    }
    return at > length ? null : at;
  }

  hex(field: number): string {
    return this.#bytes.toString('hex', this.#begins[field], this.#ends[field]);
  }

  uuid(field: number): string {
    const hex = this.hex(field);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  text(field: number): string {
    return this.#bytes.toString('utf8', this.#begins[field], this.#ends[field]);
  }

  /** A null has no length; none of our numbers has the length nought. */
  int(field: number): number | null {
    const begin = this.#begins[field] ?? 0;
    return this.#ends[field] === begin ? null : this.#bytes.readInt32BE(begin);
  }
}
