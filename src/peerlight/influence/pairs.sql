-- pairs
-- One row: the acts of one kind by which one member ever turned to another; n of all time, n_180
-- of them in the last 180 days.
-- Why: trust flows along who turned to whom, and what it has been for years does not end with the
-- half-year.

SELECT
  a.actor_id,
  a.member_id,
  a.act,
  CAST(COUNT(*) AS BIGINT) AS n,
  CAST(SUM(CASE WHEN a.at > d.since THEN 1 ELSE 0 END) AS BIGINT) AS n_180
FROM attention a
CROSS JOIN period d
GROUP BY a.actor_id, a.member_id, a.act
