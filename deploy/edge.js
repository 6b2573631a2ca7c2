/**
 * Seconds since an answer was known to be current (RFC 9111, 4.2.3). nginx keeps the headers of what it
 * caches as they came, Age and Date with them, and counts nothing.
 */
function age(request) {
  const answer = request.variables;
  const told = answer.upstream_http_age || '';
  if (!['HIT', 'STALE', 'UPDATING'].includes(answer.upstream_cache_status)) return told;
  const kept = Math.floor((Date.now() - Date.parse(answer.upstream_http_date)) / 1000);
  return String(Number(told) + Math.max(0, kept));
}

export default { age };
