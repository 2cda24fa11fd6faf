-- reacted
-- One row: a known member's positive reactions to one message, with the time of the strongest kinds.
-- Why: five emoji by one person on one message are one act. Grouped before the posts are joined,
-- which keeps the grouping narrow. Time 0 stands for "unknown" and becomes the post's time later;
-- an undated acceptance may be later than the cut, so it counts only in a snapshot.

SELECT
  r.message_id,
  e.member_id AS actor_id,
  MIN(CASE WHEN r.kind = 'accepted' THEN COALESCE(r.reacted_at, 0) END) AS accepted_at,
  MIN(CASE WHEN r.kind = 'thanks' THEN COALESCE(r.reacted_at, 0) END) AS thanked_at,
  MIN(COALESCE(r.reacted_at, 0)) AS reacted_at
FROM reactions r
JOIN people e ON e.account_id = r.account_id
CROSS JOIN period d
WHERE r.sign > 0
  AND COALESCE(r.reacted_at, 0) <= d.as_of
  AND (r.kind <> 'accepted' OR r.reacted_at IS NOT NULL OR d.snapshot = 1)
GROUP BY r.message_id, e.member_id
