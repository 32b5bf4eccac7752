# syntax=docker/dockerfile:1
# One build, two images: `docker build --target api` and `docker build --target worker`.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --loglevel=error
COPY . .
RUN node scripts/build.mjs

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --loglevel=error
COPY scripts/image/prune.mjs ./prune.mjs
RUN node prune.mjs node_modules && rm prune.mjs

FROM ${NODE_IMAGE} AS base
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY scripts/image/health.mjs ./health.mjs
COPY --from=build /app/dist ./dist
# Nothing is written: the file system may be read-only, and no file belongs to this user.
USER node

FROM base AS api
ENV APP_HOST=0.0.0.0 APP_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=6 CMD ["node", "health.mjs", "APP_PORT", "/api/v1/health/ready"]
CMD ["node", "--max-semi-space-size=4", "--initial-old-space-size=32", "--heap-growing-percent=30", "dist/apps/api/src/main.js"]

FROM base AS worker
ENV WORKER_HEALTH_HOST=0.0.0.0 WORKER_HEALTH_PORT=8081
EXPOSE 8081
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=6 CMD ["node", "health.mjs", "WORKER_HEALTH_PORT", "/health/ready"]
CMD ["node", "--max-semi-space-size=4", "--initial-old-space-size=32", "--heap-growing-percent=30", "dist/apps/worker/src/main.js"]
