// The names of types that both entries export, for `import type`: nothing of this file is there at run time.

/** @typedef {import('./options.js').AlephClientOptions} AlephClientOptions what a client is made with; all of it may be left out */
/** @typedef {import('./options.js').Logger} Logger what a client tells its attempts to */
/** @typedef {import('./look-client.js').CallOptions} CallOptions of `getCredits` and `getDownloadUrl` */
/** @typedef {import('./base-client.js').CreateTaskOptions} CreateTaskOptions of `createTask` */
/** @typedef {import('./look-client.js').GetTaskOptions} GetTaskOptions of `getTask` */
/** @typedef {import('./new-task.js').NewTask} NewTask what a task is made from */
/** @typedef {import('./upload/upload.js').UploadOptions} UploadOptions of `uploadFile` */
/** @typedef {import('./upload/upload.js').UploadedFile} UploadedFile of `uploadFile` */
/** @typedef {import('./follow/session.js').WaitOptions} WaitOptions of `waitForTask` and `watchTask` */
/** @typedef {import('./follow/followed-task.js').Look} Look what `onUpdate` is told after each look */
/** @typedef {import('./follow/followed-task.js').Snapshot} Snapshot a wait as a small JSON value, for `resumeFrom` and `pollOnce` */
/** @typedef {import('./follow/poll-once.js').PollOnceResult} PollOnceResult what one look has shown, and when to look again */
/** @typedef {Readonly<import('./task.js').Task>} Task one Aleph task, told apart by `status` */
/** @typedef {Readonly<import('./task.js').ProcessingTask>} ProcessingTask a task that is still being made */
/** @typedef {Readonly<import('./task.js').SucceededTask>} SucceededTask final; even then a URL may be missing */
/** @typedef {Readonly<import('./task.js').FailedTask>} FailedTask final; see its `errorMessage` */
/** @typedef {Readonly<import('./task.js').TaskParameters>} TaskParameters what a task was made with, as its maker sent it */
/** @typedef {Readonly<import('./task.js').TaskResponse>} TaskResponse what a succeeded task has made */

export {};
