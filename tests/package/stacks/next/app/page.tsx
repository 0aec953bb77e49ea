import { AlephTask } from 'kie-aleph/react';

export default function Page() {
  return <AlephTask taskId="sandbox-succeeded" baseUrl="/kie" />;
}
