/* Messages as frames on the line: JSON text; with buffers binary: the length of the JSON in four bytes, the JSON with the
   lengths of the buffers, the buffers one after the other. */

const LENGTH_BYTES = 4;

const bytesOf = (buffer) => (ArrayBuffer.isView(buffer)
  ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  : new Uint8Array(buffer));

function packed(message, buffers) {
  if (!buffers.length) return JSON.stringify(message);
  const parts = buffers.map(bytesOf);
  const text = new TextEncoder().encode(JSON.stringify({ ...message, buffers: parts.map(({ length }) => length) }));
  const head = new DataView(new ArrayBuffer(LENGTH_BYTES));
  head.setUint32(0, text.length);
  return new Blob([head, text, ...parts]);
}

function unpacked(frame) {
  if (typeof frame === "string") return [JSON.parse(frame), []];
  let start = LENGTH_BYTES + new DataView(frame).getUint32(0);
  const message = JSON.parse(new TextDecoder().decode(new Uint8Array(frame, LENGTH_BYTES, start - LENGTH_BYTES)));
  const buffers = message.buffers.map((length) => new DataView(frame, (start += length) - length, length));
  return [message, buffers];
}
