CREATE TABLE "potoo"."conversation_turns" (
	"conversation_id" text NOT NULL,
	"position" integer NOT NULL,
	"id" text NOT NULL,
	"user_text" text NOT NULL,
	"reply_text" text NOT NULL,
	"interrupted" boolean NOT NULL,
	"word_ends" jsonb NOT NULL,
	"duration" real,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "conversation_turns_conversation_id_position_pk" PRIMARY KEY("conversation_id","position")
);
--> statement-breakpoint
CREATE TABLE "potoo"."conversations" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"system_prompt" text,
	"turn_count" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "potoo"."conversation_turns" ADD CONSTRAINT "conversation_turns_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "potoo"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_turns_by_id" ON "potoo"."conversation_turns" USING btree ("id");--> statement-breakpoint
CREATE INDEX "conversations_of_owner" ON "potoo"."conversations" USING btree ("owner","updated_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversations_by_expiry" ON "potoo"."conversations" USING btree ("expires_at");