-- CreateEnum
CREATE TYPE "AuthKind" AS ENUM ('none', 'bearer', 'basic', 'header', 'query');

-- CreateEnum
CREATE TYPE "RunState" AS ENUM ('running', 'succeeded', 'failed', 'cancelled', 'interrupted');

-- CreateEnum
CREATE TYPE "RunStepState" AS ENUM ('waiting', 'running', 'succeeded', 'failed', 'skipped');

-- CreateEnum
CREATE TYPE "EndpointEncryption" AS ENUM ('none', 'a128gcm', 'a192gcm', 'a256gcm');

-- CreateEnum
CREATE TYPE "KeyEncoding" AS ENUM ('hex', 'base64', 'text');

-- AlterEnum
ALTER TYPE "BodyType" ADD VALUE 'html';

-- AlterTable
ALTER TABLE "Integration" ADD COLUMN     "authKind" "AuthKind" NOT NULL DEFAULT 'none',
ADD COLUMN     "authName" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "authValue" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "defaultHeaders" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "disabledAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "onlyAllowlisted" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "SecretVersion" ADD COLUMN     "partNames" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "Variable" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameLower" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "rowVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" UUID NOT NULL,
    "updatedByName" TEXT NOT NULL,

    CONSTRAINT "Variable_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "Template" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "bodyType" "BodyType" NOT NULL DEFAULT 'text',
    "body" TEXT NOT NULL DEFAULT '',
    "samples" JSONB NOT NULL DEFAULT '[]',
    "requestId" UUID,
    "targetSetBy" "Reach" NOT NULL DEFAULT 'none',
    "rowVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" UUID NOT NULL,
    "updatedByName" TEXT NOT NULL,

    CONSTRAINT "Template_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "Workflow" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "disabledAt" TIMESTAMPTZ(3),
    "hookId" UUID,
    "hookKeyName" TEXT NOT NULL DEFAULT '',
    "hookKeyPart" TEXT,
    "keepRunsDays" INTEGER NOT NULL DEFAULT 30,
    "rowVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" UUID NOT NULL,
    "updatedByName" TEXT NOT NULL,

    CONSTRAINT "Workflow_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "WorkflowStep" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "workflowId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "query" JSONB NOT NULL,
    "bodyType" "BodyType" NOT NULL DEFAULT 'none',
    "body" TEXT NOT NULL DEFAULT '',
    "followRedirects" BOOLEAN NOT NULL DEFAULT false,
    "retries" INTEGER NOT NULL DEFAULT 0,
    "goesOn" BOOLEAN NOT NULL DEFAULT false,
    "hostSetBy" "Reach" NOT NULL DEFAULT 'none',

    CONSTRAINT "WorkflowStep_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "WorkflowRun" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "workflowId" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "messageId" TEXT,
    "state" "RunState" NOT NULL DEFAULT 'running',
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "aliveAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelledAt" TIMESTAMPTZ(3),
    "sealedEvent" BYTEA,

    CONSTRAINT "WorkflowRun_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "WorkflowRunStep" (
    "organizationId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "stepId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "host" TEXT NOT NULL DEFAULT '',
    "state" "RunStepState" NOT NULL DEFAULT 'waiting',
    "startedAt" TIMESTAMPTZ(3),
    "status" INTEGER,
    "code" TEXT,
    "durationMs" INTEGER,
    "usageId" UUID,
    "sealedExchange" BYTEA,

    CONSTRAINT "WorkflowRunStep_pkey" PRIMARY KEY ("organizationId","runId","position")
);

-- CreateTable
CREATE TABLE "AllowlistEndpoint" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hostPattern" TEXT NOT NULL,
    "pathPattern" TEXT NOT NULL DEFAULT '/*',
    "description" TEXT NOT NULL DEFAULT '',
    "encryption" "EndpointEncryption" NOT NULL DEFAULT 'none',
    "keyName" TEXT NOT NULL DEFAULT '',
    "keyPart" TEXT,
    "keyEncoding" "KeyEncoding" NOT NULL DEFAULT 'base64',
    "graceHours" INTEGER NOT NULL DEFAULT 24,
    "rowVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" UUID NOT NULL,
    "updatedByName" TEXT NOT NULL,

    CONSTRAINT "AllowlistEndpoint_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Variable_organizationId_domainId_nameLower_key" ON "Variable"("organizationId", "domainId", "nameLower");

-- CreateIndex
CREATE INDEX "Template_organizationId_domainId_updatedAt_id_idx" ON "Template"("organizationId", "domainId", "updatedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Template_organizationId_requestId_idx" ON "Template"("organizationId", "requestId");

-- CreateIndex
CREATE UNIQUE INDEX "Workflow_hookId_key" ON "Workflow"("hookId");

-- CreateIndex
CREATE INDEX "Workflow_organizationId_domainId_updatedAt_id_idx" ON "Workflow"("organizationId", "domainId", "updatedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Workflow_organizationId_domainId_id_key" ON "Workflow"("organizationId", "domainId", "id");

-- CreateIndex
CREATE INDEX "WorkflowStep_organizationId_domainId_workflowId_position_idx" ON "WorkflowStep"("organizationId", "domainId", "workflowId", "position");

-- CreateIndex
CREATE INDEX "WorkflowRun_organizationId_workflowId_startedAt_id_idx" ON "WorkflowRun"("organizationId", "workflowId", "startedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "WorkflowRun_organizationId_startedAt_idx" ON "WorkflowRun"("organizationId", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "WorkflowRun_organizationId_workflowId_messageId_key" ON "WorkflowRun"("organizationId", "workflowId", "messageId");

-- CreateIndex
CREATE INDEX "AllowlistEndpoint_organizationId_domainId_hostPattern_idx" ON "AllowlistEndpoint"("organizationId", "domainId", "hostPattern");

-- CreateIndex
CREATE UNIQUE INDEX "IntegrationRequest_organizationId_domainId_id_key" ON "IntegrationRequest"("organizationId", "domainId", "id");

-- AddForeignKey
ALTER TABLE "Variable" ADD CONSTRAINT "Variable_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Template" ADD CONSTRAINT "Template_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Template" ADD CONSTRAINT "Template_organizationId_domainId_requestId_fkey" FOREIGN KEY ("organizationId", "domainId", "requestId") REFERENCES "IntegrationRequest"("organizationId", "domainId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Workflow" ADD CONSTRAINT "Workflow_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkflowStep" ADD CONSTRAINT "WorkflowStep_organizationId_domainId_workflowId_fkey" FOREIGN KEY ("organizationId", "domainId", "workflowId") REFERENCES "Workflow"("organizationId", "domainId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkflowRun" ADD CONSTRAINT "WorkflowRun_organizationId_domainId_workflowId_fkey" FOREIGN KEY ("organizationId", "domainId", "workflowId") REFERENCES "Workflow"("organizationId", "domainId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkflowRunStep" ADD CONSTRAINT "WorkflowRunStep_organizationId_runId_fkey" FOREIGN KEY ("organizationId", "runId") REFERENCES "WorkflowRun"("organizationId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllowlistEndpoint" ADD CONSTRAINT "AllowlistEndpoint_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say: what may stand in a column.
ALTER TABLE "Integration" ADD CONSTRAINT "Integration_auth" CHECK (("authKind" = 'none') = ("authValue" = '') AND ("authKind" IN ('header', 'query')) = ("authName" <> ''));
ALTER TABLE "Template" ADD CONSTRAINT "Template_bodyType" CHECK ("bodyType"::text IN ('text', 'html', 'json'));
ALTER TABLE "Workflow" ADD CONSTRAINT "Workflow_hook" CHECK (("hookId" IS NULL) = ("hookKeyName" = ''));
ALTER TABLE "Workflow" ADD CONSTRAINT "Workflow_keepRunsDays" CHECK ("keepRunsDays" BETWEEN 1 AND 90);
ALTER TABLE "WorkflowStep" ADD CONSTRAINT "WorkflowStep_retries" CHECK ("retries" BETWEEN 0 AND 3);
ALTER TABLE "WorkflowRun" ADD CONSTRAINT "WorkflowRun_ended" CHECK (("state" = 'running') = ("endedAt" IS NULL));
ALTER TABLE "AllowlistEndpoint" ADD CONSTRAINT "AllowlistEndpoint_key" CHECK (("encryption" = 'none') = ("keyName" = ''));
ALTER TABLE "AllowlistEndpoint" ADD CONSTRAINT "AllowlistEndpoint_graceHours" CHECK ("graceHours" BETWEEN 0 AND 720);
