-- A second factor goes at once, by `users reset --second-factor`; no link ever took one away.

-- AlterTable
ALTER TABLE "PasswordReset" DROP COLUMN "dropsSecondFactor";
