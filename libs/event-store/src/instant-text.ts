/** SQL of an instant as events tell it, whatever it has been changed to: infinity has no other form. */
export function instantText(column: string): string {
  const rfc3339 = `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return `coalesce(${rfc3339}, ${column}::text)`;
}
