# One image for every process of the marketplace; docker-compose.yml says which one a container runs.
# tools/run-dockerfile.mjs runs these very instructions without Docker, so keep to FROM, WORKDIR, ENV, COPY, RUN, USER,
# EXPOSE and CMD, with paths below the working folder.
FROM node:20-slim AS build
WORKDIR /app
ENV APOLLO_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . ./
RUN npm run build
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:20-slim
WORKDIR /app
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=1
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/schema ./schema
COPY --from=build /app/cli ./cli
USER node
EXPOSE 4000 4101 4102 4103 4104
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "--heap-growing-percent=100", "dist/gateway/src/main.js"]
