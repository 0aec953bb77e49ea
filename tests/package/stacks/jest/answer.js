const data = {
  taskId: 'task-1',
  paramJson: '{"prompt":"Dusk"}',
  successFlag: 1,
  response: { resultVideoUrl: 'https://example.com/out.mp4' },
};

export const answer = { code: 200, msg: 'success', data };
