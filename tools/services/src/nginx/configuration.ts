/**
 * What stands around the http block so that nginx needs no right of root's and writes nothing outside
 * its prefix, the directory that relative paths are looked up from.
 *
 * @param modules the files of those that it loads
 */
export function aroundHttp(http: string, modules: readonly string[] = []): string {
  // As root its workers would be another user, who may not be able to enter the directory.
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  const loaded = modules.map((file) => `load_module ${file};\n`).join('');
  return `${user}${loaded}daemon off;
pid nginx.pid;
error_log stderr;
worker_processes auto;
# Live updates stay open: without a bound they would hold up a graceful end.
worker_shutdown_timeout 5s;
events {
  # Two for each stream: the client's and the part's.
  worker_connections 8192;
}
http {
  access_log off;
  client_body_temp_path temporary/client-body;
  proxy_temp_path temporary/proxy;
  fastcgi_temp_path temporary/fastcgi;
  uwsgi_temp_path temporary/uwsgi;
  scgi_temp_path temporary/scgi;

${http}
}
`;
}
