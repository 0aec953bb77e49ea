'use client';
import { AlephTask } from 'kie-aleph/react';
import { useState } from 'react';

export default function Page() {
  const [video, setVideo] = useState<string | null>();
  return (
    <>
      <AlephTask
        taskId="sandbox-succeeded"
        baseUrl="/kie"
        onSuccess={({ detail }) => setVideo(detail.task.response?.resultVideoUrl)}
      />
      <output>{video}</output>
    </>
  );
}
