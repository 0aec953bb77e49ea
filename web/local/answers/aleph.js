// What the lookup of the aleph route tells of a task, in the form of recorded answers and in that of the vendor's pages.

const FLAGS = { pending: 0, succeeded: 1, failed: 3, 'failed-old': 0 };

/**
 * As the service sends it: epoch ms, nulls.
 * @param {import('./moment.js').Moment} moment
 * @returns {object} `data`
 */
export function wireForm({ taskId, state, createTime, completeTime, errorCode, errorMessage, ...moment }) {
  const { parameters, video, image } = moment;
  const urls = { ...(video && { resultVideoUrl: video }), ...(image && { resultImageUrl: image }) };
  return {
    taskId,
    paramJson: JSON.stringify(parameters),
    response: state === 'succeeded' ? { taskId, ...urls } : null,
    completeTime,
    createTime,
    successFlag: FLAGS[state],
    errorCode,
    errorMessage,
  };
}

/**
 * As the vendor's pages have it: ISO times, zeros and empty texts for nulls, flag 0 for a failure.
 * @param {import('./moment.js').Moment} moment
 * @returns {object} `data`
 */
export function docsForm(moment) {
  const { state, createTime, completeTime, errorCode, errorMessage } = moment;
  return {
    ...wireForm(moment),
    ...(state !== 'succeeded' && { response: {} }),
    createTime: isoTime(createTime),
    completeTime: completeTime && isoTime(completeTime),
    successFlag: state === 'succeeded' ? 1 : 0,
    errorCode: errorCode ?? 0,
    errorMessage: errorMessage ?? '',
  };
}

/** @param {number} ms */
function isoTime(ms) {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
