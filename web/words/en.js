// English. One file is one language: `element` holds the words of <aleph-task>, `page` those of the page, `extension` those of the
// browser extension. `{name}` is filled in.

/** @typedef {typeof element} ElementWords */
/** @typedef {typeof page} PageWords */
/** @typedef {typeof extension} ExtensionWords */

export const element = {
  status: {
    empty: 'No task',
    looking: 'Looking…',
    processing: 'Processing',
    succeeded: 'Succeeded',
    failed: 'Failed',
    error: 'Problem',
    stopped: 'Stopped',
  },
  /** what a screen reader says when the state changes */
  announce: {
    empty: '',
    looking: 'Looking up the task.',
    processing: 'The task is being made.',
    /** instead of `processing`, when the service says how far it is */
    stages: {
      waiting: 'The task is waiting.',
      queuing: 'The task is in the queue.',
      generating: 'The video is being generated.',
    },
    succeeded: 'The task has succeeded.',
    failed: 'The generation failed.',
    error: '{title}.',
    stopped: 'Stopped looking.',
  },
  empty: { title: 'No task to show yet', text: 'The video and its details appear here once there is a task id.' },
  progress: {
    looking: 'Looking up the task',
    trying: 'Trying for {time}',
    making: 'In the making for {time}',
    /** instead of `making`, when the service says how far it is; the time is that since the task was created */
    stages: {
      waiting: 'Waiting · {time} so far',
      queuing: 'In the queue · {time} so far',
      generating: 'Being generated · {time} in all',
    },
    usual: 'Usually 2 to 15 minutes.',
    left: 'Usually 2 to 15 minutes: at most about {time} more.',
    over: 'Longer than the usual 2 to 15 minutes. It may still finish.',
    bar: 'Time taken, of the usual 15 minutes at most',
    attempts: { one: '{count} look so far', other: '{count} looks so far' },
    next: 'Next look in {time}',
    now: 'Looking…',
    offline: 'Offline: looking again when the network is back',
    trouble: 'Last look: {problem}. Trying again.',
    lookNow: 'Look now',
    stop: 'Stop',
  },
  stopped: { title: 'Stopped looking', text: 'The task goes on at the service.', resume: 'Look again' },
  result: {
    withoutUrl: 'Succeeded, but without a video',
    withoutUrlText:
      'The service gave no usable URL of the video. Look again in a minute, or ask the service with the task id.',
    lookAgain: 'Look again',
    video: 'Video',
    thumbnail: 'Thumbnail',
    source: 'Source',
    result: 'Result',
    compare: 'Compare',
    compareWith: 'Compare with the source',
    files: 'Files',
  },
  playback: {
    title: 'The video cannot be played',
    expired: 'Media are kept for about 14 days; this one is probably gone.',
    offline: 'There is no network just now.',
    decode: 'The file arrived, but this browser cannot decode it. Download it instead.',
    blocked: 'The file did not arrive: the network or a browser extension may block its host, or it is gone.',
    retry: 'Try again',
  },
  actions: {
    copy: 'Copy',
    copyOf: 'Copy the URL: {name}',
    copyId: 'Copy ID',
    copyJson: 'Copy JSON',
    copied: 'Copied',
    copyFailed: 'Not copied',
    download: 'Download',
    downloadOf: 'Download: {name}',
    downloading: 'Downloading…',
    downloadFailed: 'Not allowed here: open it, then save it',
    open: 'Open',
    openOf: 'Open in a new tab: {name}',
  },
  prompt: 'Prompt',
  parameters: {
    title: 'Parameters',
    unknown: 'The service did not say with which parameters the task was made.',
    yes: 'Yes',
    no: 'No',
    none: 'None',
    /** friendly names of `paramJson` keys */
    names: {
      videoUrl: 'Source video',
      imageUrl: 'Image',
      referenceImage: 'Reference image',
      aspectRatio: 'Aspect ratio',
      seed: 'Seed',
      waterMark: 'Watermark',
      uploadCn: 'Upload in China',
      callBackUrl: 'Callback URL',
    },
  },
  times: {
    title: 'Times',
    created: 'Created',
    completed: 'Completed',
    took: 'Duration',
    tookThere: 'Duration, says the service',
    kept: 'Kept until about',
    gone: 'Probably gone since',
    relative: '{time}, {relative}',
  },
  credits: { title: 'Model and credits', model: 'Model', credits: 'Credits', soFar: 'Credits so far' },
  failure: {
    title: 'The generation failed',
    noReason: 'The service gave no reason.',
    code: 'Error code {code}',
    /** what to do about the `errorCode` of a failed task; by the codes of the service */
    advice: {
      other:
        'Make the task again. If it fails again, change the prompt or the source video, or ask the service with the task id.',
      400: 'The prompt or the video was refused: change it and make the task again.',
      402: 'The account had no credits left: top it up and make the task again.',
      408: 'The model gave nothing in time: make the task again.',
      422: 'A parameter was refused: check the parameters below and make the task again.',
      451: 'The source could not be fetched: put it at a public URL and make the task again.',
      500: 'The service failed inside: make the task again. If it fails again, try a shorter or smaller source video.',
      501: 'The model failed: change the prompt or the source video and make the task again.',
      505: 'The service has switched this feature off: try again another day.',
    },
  },
  error: {
    details: 'Details',
    code: 'code {code}',
    http: 'HTTP {status}',
    retry: 'Try again',
    retryAfter: 'The service asks to wait {time}.',
    /** by `kind`: what happened, and what people can do about it */
    kinds: {
      'invalid-request': ['This cannot be asked for', 'Check the task id and the settings.'],
      authentication: ['The API key was not accepted', 'Check the key and its list of allowed addresses.'],
      'insufficient-credits': ['No credits left', 'Top the account up. Tasks already made are not lost.'],
      'task-not-found': [
        'No such task',
        'Check the task id and the account it was made with. A new id can take a moment to appear; records are kept for about two months.',
      ],
      'task-failed': ['The generation failed', 'The task will not change any more. Make it again.'],
      'rate-limit': ['Too many requests', 'Wait a moment, then look again less often.'],
      'asset-unavailable': ['The source could not be fetched', 'Check that its URL is public and still valid.'],
      maintenance: ['Under maintenance', 'The task is not lost. Look again later.'],
      server: ['The service failed', 'The task is not lost. Look again later.'],
      'feature-disabled': ['Switched off', 'The service has switched this feature off.'],
      api: ['The service refused', 'It answered with a code this version does not know.'],
      'invalid-response': ['The answer cannot be read', 'Check the base URL. The task is not lost.'],
      connection: [
        'No answer',
        'Check the network and the base URL; a web page needs a proxy of its own origin. The task is not lost.',
      ],
      timeout: ['Not finished in time', 'A task goes on at the service, whether anyone waits or not: look again.'],
      'unknown-outcome': [
        'Nobody knows whether it has begun',
        'A task may be running, and be billed: look into the logs on kie.ai before you make it again.',
      ],
      start: [
        'It cannot start here',
        'WebAssembly is not available: allow it in the Content-Security-Policy (wasm-unsafe-eval).',
      ],
      unexpected: ['Something unexpected happened', 'Look again; the task is not lost.'],
    },
  },
  raw: { title: 'Raw answer', loading: 'Loading…', failed: 'Not available: {problem}' },
};

export const page = {
  title: 'Aleph task',
  service: {
    finding: 'Finding the service…',
    sandbox: 'A local sandbox: made-up tasks, nothing leaves this machine.',
    kie: 'KIE.AI through the local proxy, which holds the key.',
    unknown: 'The service behind {url}.',
    key: 'KIE.AI directly, with your key.',
  },
  form: {
    label: 'Task ID',
    submit: 'Show task',
    hint: 'You got it when the task was created. Several at once are fine, and so is a callback’s JSON.',
    missing: 'Enter a task id first.',
  },
  examples: 'Try',
  recent: {
    title: 'Recent tasks',
    remove: 'Remove {taskId}',
    clear: 'Remove all',
    note: 'Kept on this device only: ids and states here, and the last answers for when there is no network.',
  },
  first: {
    title: 'See how a task is doing',
    steps: [
      'Paste a task id above. Several at once are followed together.',
      'Or drop the JSON of a callback anywhere on this page.',
      'Leave the page open, or come back: the list remembers your tasks, and finished ones open without a network.',
    ],
  },
  drop: { hint: 'Drop the JSON to see its task', none: 'No task id was found in it.' },
  share: 'Copy link',
  shared: 'Link copied',
  offline: 'No network: this is the last answer, of {time}.',
  settings: {
    open: 'Settings',
    title: 'Settings',
    service: 'Service',
    here: 'The proxy of this server',
    hereHint: 'It holds the key; the page never sees one.',
    proxy: 'Another proxy',
    proxyHint: 'Its base URL, such as https://example.com/kie',
    key: 'KIE.AI with my own key',
    keyHint: 'Goes only to api.kie.ai. Most browsers will not let a page read its answers; a proxy always works.',
    keyLabel: 'API key',
    keep: 'Keep it until this tab is closed (otherwise until the page is reloaded)',
    language: 'Language',
    automatic: 'Automatic',
    save: 'Save',
    cancel: 'Cancel',
    badUrl: 'Enter an http: or https: URL.',
    noKey: 'Enter a key.',
  },
  shortcuts: {
    open: 'Keyboard shortcuts',
    title: 'Keyboard shortcuts',
    enabled: 'Use single-key shortcuts',
    close: 'Close',
    /** by key */
    keys: {
      '/': 'Go to the task ID',
      j: 'Next recent task',
      k: 'Previous recent task',
      r: 'Look now',
      c: 'Copy a link to this task',
      ',': 'Settings',
      '?': 'This list',
    },
  },
};

export const extension = {
  /** also in the browser's list and in the stores: at most 45 characters, and 132 of the description */
  name: 'Aleph tasks',
  description: 'Shows how a Runway Aleph video task of KIE.AI is doing, and tells when it is done.',
  menu: 'Show Aleph task',
  popup: {
    label: 'Task ID',
    submit: 'Show',
    noKey: 'An API key of KIE.AI is needed first.',
    openOptions: 'Open the options',
    followed: 'Followed tasks',
    unseen: '{state} · new',
  },
  states: { processing: 'In the making', succeeded: 'Succeeded', failed: 'Failed', error: 'Given up' },
  options: {
    title: 'Aleph tasks: options',
    key: 'API key of KIE.AI',
    keyHint:
      'It is sent to the service below and to nobody else. It is forgotten when the browser is closed, unless you have it remembered.',
    remember: 'Remember the key on this computer',
    rememberHint: 'Then it lies unencrypted in this browser profile: whoever can read your files can read it.',
    service: 'Service',
    serviceHint:
      'Leave it empty for KIE.AI itself. A proxy that holds the key needs no key here; it must allow this extension’s origin:',
    save: 'Save',
    saved: 'Saved.',
    forgotten: 'The key is forgotten.',
    badUrl: 'The service must be an https: address, or http: on this machine.',
    badKey: 'The key must not hold spaces or letters beyond ASCII. Copy it again.',
  },
  /** what the icon says when it is pointed at */
  badge: {
    ended: 'Aleph tasks: {count} ended',
    followed: 'Aleph tasks: {count} followed',
    noKey: 'Aleph tasks: enter the API key in the options to go on',
  },
  notification: {
    succeeded: 'Your Aleph video is ready',
    failed: 'An Aleph video failed',
    error: 'An Aleph task cannot be followed',
    problem: '{title}. {advice}',
  },
};
