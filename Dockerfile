# The product without its embedded database: give it a PostgreSQL 18 in DATABASE_URL (compose.yaml does).
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# The image already is the pinned Node, and the database runs elsewhere: no install script is needed.
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY . .
RUN node bin/build.ts

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 KLIENTELA_DATA=/data NODE_USE_ENV_PROXY=1 MALLOC_ARENA_MAX=2
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund && npm cache clean --force
COPY db ./db
COPY docs ./docs
COPY --from=build /app/dist ./dist
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1: it receives SIGTERM and drains.
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=80", "--expose-gc", "dist/server/main.mjs"]
