FROM node:24-bookworm-slim
WORKDIR /contrail
COPY --chown=node:node . .
# What Kafka Connect reads is written as its own user.
RUN mkdir -p /data && chown node:node /contrail /data && install -d -m 1777 /run/connect
USER node
RUN node tools/setup.mjs
ENV HOST=0.0.0.0 CONTRAIL_DATA=/data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --start-period=60s \
  CMD node -e "fetch('http://127.0.0.1:3000/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "tools/start.mjs"]
