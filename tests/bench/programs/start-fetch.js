// The shortest program that shows a task, without any package.
const [, , base, taskId, key] = process.argv;
const response = await fetch(`${base}/api/v1/jobs/recordInfo?taskId=${encodeURIComponent(taskId)}`, {
  headers: { Authorization: `Bearer ${key}` },
});
const { data } = JSON.parse(await response.text());
const { resultVideoUrl } = JSON.parse(data.resultJson);
console.log(data.taskId, JSON.parse(data.param).aspectRatio, resultVideoUrl);
