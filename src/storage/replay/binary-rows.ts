/** Signature, flags, and the length of an extension that there is none of. */
const headBytes = 19;

/**
 * Walks the rows of a whole COPY in binary format. What is asked for is read out of the row that is looked at, where it lies: a field
 * that nobody asks for costs nothing.
 */
export class BinaryRows {
  readonly #bytes: Buffer;
  /** Where each field of the row begins, behind its length, and where it ends. */
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];
  #at = headBytes;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Looks at the next row; false when there is none left. */
  next(): boolean {
    const bytes = this.#bytes;
    const fields = bytes.readInt16BE(this.#at);
    if (fields < 0) return false;
    let at = this.#at + 2;
    for (let field = 0; field < fields; field++) {
      const size = bytes.readInt32BE(at);
      at += 4;
      this.#begins[field] = at;
      if (size > 0) at += size;
      this.#ends[field] = at;
    }
    this.#at = at;
    return true;
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

  /** Whether a field holds byte for byte what a field of another row holds. */
  isSame(field: number, other: BinaryRows, otherField: number): boolean {
    let [at = 0, there = 0] = [this.#begins[field], other.#begins[otherField]];
    const end = this.#ends[field] ?? 0;
    if (end - at !== (other.#ends[otherField] ?? 0) - there) return false;
    for (; at < end; at++, there++) if (this.#bytes[at] !== other.#bytes[there]) return false;
    return true;
  }
}
