// A picture of a video that is small enough to be remembered with its task.

const WIDTH = 128;
/** As the list of a page keeps URLs. */
const MOST_CHARACTERS = 2000;

/**
 * @param {HTMLVideoElement | null} video that shows a frame
 * @returns {string | null} a data: URL; null where there is none, or the video's host does not let a page read it
 */
export function thumbnailOf(video) {
  if (!video?.videoWidth) return null;
  try {
    for (const width of [WIDTH, WIDTH / 2]) {
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = Math.round((width * video.videoHeight) / video.videoWidth);
      canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
      for (const quality of [0.7, 0.4]) {
        const url = canvas.toDataURL('image/webp', quality);
        if (url.length <= MOST_CHARACTERS) return url;
      }
    }
  } catch {
    // A picture is nothing to fail for.
  }
  return null;
}
