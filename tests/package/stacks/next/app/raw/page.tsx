'use client';
// The element itself, with attributes named as its properties are.
import 'kie-aleph/element/define';

export default function Page() {
  return <aleph-task taskId="sandbox-succeeded" baseUrl="/kie" />;
}
