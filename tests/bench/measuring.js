// What the parts of the bench make of their numbers.

/** @param {number[]} numbers at least one */
export function median(numbers) {
  return quartiles(numbers)[1];
}

/** @param {number[]} numbers at least one @returns {[low: number, median: number, high: number]} of them all */
export function quartiles(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => Number(sorted[Math.floor((sorted.length - 1) * share)]);
  return [at(0.25), at(0.5), at(0.75)];
}
