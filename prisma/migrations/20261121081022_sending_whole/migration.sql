-- CreateEnum
CREATE TYPE "Reach" AS ENUM ('organization', 'domain', 'none');

-- AlterTable
-- Until now only admins could save requests: what they aimed goes on being sent.
ALTER TABLE "Integration" ADD COLUMN     "hostSetBy" "Reach" NOT NULL DEFAULT 'organization';
ALTER TABLE "Integration" ALTER COLUMN "hostSetBy" SET DEFAULT 'none';

-- AlterTable
ALTER TABLE "IntegrationRequest" ADD COLUMN     "followRedirects" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "retries" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "hostApprovalRequired" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "ReferenceInUse" ADD COLUMN     "setBy" "Reach" NOT NULL DEFAULT 'organization';
ALTER TABLE "ReferenceInUse" ALTER COLUMN "setBy" SET DEFAULT 'none';
ALTER TABLE "ReferenceInUse" ADD COLUMN     "parts" TEXT;

-- CreateTable
CREATE TABLE "HostApproval" (
    "organizationId" UUID NOT NULL,
    "secretId" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "domainId" UUID NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "requestedByName" TEXT NOT NULL,
    "requestedFor" TEXT NOT NULL,
    "approvedAt" TIMESTAMPTZ(3),
    "approvedById" UUID,
    "approvedByName" TEXT,

    CONSTRAINT "HostApproval_pkey" PRIMARY KEY ("organizationId","secretId","host")
);

-- CreateTable
CREATE TABLE "UsageDay" (
    "organizationId" UUID NOT NULL,
    "secretId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "sends" INTEGER NOT NULL,

    CONSTRAINT "UsageDay_pkey" PRIMARY KEY ("organizationId","secretId","day")
);

-- CreateTable
CREATE TABLE "SendStop" (
    "organizationId" UUID NOT NULL,
    "scopeId" UUID NOT NULL,
    "domainId" UUID,
    "stoppedAt" TIMESTAMPTZ(3) NOT NULL,
    "stoppedByName" TEXT NOT NULL,

    CONSTRAINT "SendStop_pkey" PRIMARY KEY ("organizationId","scopeId")
);

-- AddForeignKey
ALTER TABLE "SendStop" ADD CONSTRAINT "SendStop_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SendStop" ADD CONSTRAINT "SendStop_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HostApproval" ADD CONSTRAINT "HostApproval_organizationId_secretId_fkey" FOREIGN KEY ("organizationId", "secretId") REFERENCES "Secret"("organizationId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "UsageRecord_organizationId_at_id_idx" ON "UsageRecord"("organizationId", "at" DESC, "id" DESC);

-- What Prisma cannot say: what waits, for Health; and what may stand in a column.
CREATE INDEX "HostApproval_waiting" ON "HostApproval"("organizationId", "domainId") WHERE "approvedAt" IS NULL;
ALTER TABLE "HostApproval" ADD CONSTRAINT "HostApproval_approved" CHECK (("approvedAt" IS NULL) = ("approvedByName" IS NULL));
ALTER TABLE "IntegrationRequest" ADD CONSTRAINT "IntegrationRequest_retries" CHECK ("retries" BETWEEN 0 AND 3);
ALTER TABLE "SendStop" ADD CONSTRAINT "SendStop_scope" CHECK ("scopeId" = coalesce("domainId", "organizationId"));
