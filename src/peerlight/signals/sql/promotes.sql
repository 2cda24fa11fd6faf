-- name: promotes
-- question: Who promotes things?
-- definition: Posts of the last 180 days that advertise something. Each counts 1. It is used for
--   one thing only: as a measured reason against, shown to a human, never to exclude anybody.
-- role: none
-- cannot see: whose product it is; promotion that was asked for or is welcome here. The rules are
--   often wrong on this, so a human has to look.
-- citation: Bhosale, Vinicombe and Mooney 2013, Detecting Promotional Content in Wikipedia
-- version: 1
-- needs: text
-- without text: nothing can be seen of what posts say.

SELECT
  p.member_id, CAST(NULL AS STRING) AS peer_id, p.message_id, p.thread_id, p.posted_at AS at,
  CAST(1000000 AS BIGINT) AS value
FROM posts p
CROSS JOIN period d
WHERE p.posted_at > d.since
  AND p.promotion = 1
