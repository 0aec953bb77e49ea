export async function registerOffline() {}
/** @param {string} taskId */
export async function forgetAnswer(taskId) { void taskId; }
