// The few web-standard names that every JavaScript runtime has and that the ES2023 library does not declare.
// Nothing else of a platform may be reached from this room: hashing, signing and verifying come in as arguments.
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
declare function atob(data: string): string;
declare function btoa(data: string): string;
