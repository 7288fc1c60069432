-- Looks into an agent's queue, and at its attempts, that begin at a remembered place: docs/decisions/0004-queue-marks.md.

-- The rank falls where the priority rises, so that one comparison of (rank, id) is one place in the queue.
create index jobs_queued_by_rank on jobs (agent_id, (-priority), id) where state = 'queued';
drop index jobs_queued;

-- Those that were handed out before: back in the queue with an old id, behind any remembered place.
create index jobs_queued_again on jobs (agent_id, (-priority), id) where state = 'queued' and attempt > 0;

create index attempts_live_by_age on attempts (agent_id, assigned_at) where state <> 'ended';
drop index attempts_live;
