/** How people group the digits of a Russian number without its area code. `12-34567` is a contract, `1 500 000` a price. */
const LOCAL_SHAPES: ReadonlySet<string> = new Set([
  ...['7', '3-4', '3-2-2', '2-2-3', '3-1-3', '3-3-1', '1-2-2-2'],
  ...['6', '2-2-2', '3-3'],
  ...['5', '1-2-2', '2-3', '3-2'],
]);

/** Groups parted by dots are a phone in these alone; else a version, a sum, coordinates. */
const DOTTED_SHAPES: ReadonlySet<string> = new Set(['3-2-2', '2-2-2', '1-2-2']);

/** Whether the digits are grouped as a number without its area code. */
export function isLocalShape(written: string): boolean {
  const shape = shapeOf(written);
  return (
    LOCAL_SHAPES.has(shape) && (!/\d\.\d/.test(written) || DOTTED_SHAPES.has(shape)) && !/\)[\s-]*\d/.test(written)
  );
}

/** Whether ten or eleven digits are grouped as nobody writes a phone: "78-123456789". */
export function isAlienShape(written: string): boolean {
  return /^\d\d-\d+$/.test(written.trim());
}

function shapeOf(written: string): string {
  return (written.match(/\d+/g) ?? []).map((group) => group.length).join('-');
}
