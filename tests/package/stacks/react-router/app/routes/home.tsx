import { AlephTask } from 'kie-aleph/react';

export default function Home() {
  return <AlephTask taskId="sandbox-succeeded" baseUrl="/kie" />;
}
