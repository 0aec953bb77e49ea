// What a page without kie-aleph makes of an answer: the task's members, and its parameters out of their JSON.
export const taskOf = ({ data }) => ({ ...data, parameters: JSON.parse(data.paramJson) });
