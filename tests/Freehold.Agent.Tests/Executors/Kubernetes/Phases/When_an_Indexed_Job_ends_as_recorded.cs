using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.JobContract.Failures;
using k8s.Models;

namespace Freehold.Agent.Tests.Executors.Kubernetes.Phases;

public sealed class When_an_Indexed_Job_ends_as_recorded
{
    // Which recording, how it is judged and within how many milliseconds of the recording, what is given up, and the pods' ends by index.
    private static readonly object[][] Ends =
    [
        ["10-indexed-success", "Done", 99_000, "", "0 1 2 3 4"],
        ["10-indexed-one-index-fails", "Failed", 99_000, "2=worker_crashed", "0 1 2=worker_crashed 2=worker_crashed 3 4"],
        ["10-indexed-max-failed-indexes", "Failed", 3_032, "0=worker_crashed 1=worker_crashed", "0=worker_crashed 1=worker_crashed 2=pod_deleted"],
        ["10-failure-policy-failjob", "Failed", 2_030, "", "0=pod_deleted 1=worker_crashed"],
        ["10-failure-policy-failindex", "Failed", 99_000, "1=worker_crashed", ""],
        ["10-indexed-evict-one-ignored", "Done", 99_000, "", "0 0=evicted 1"],
    ];

    [TestCaseSource(nameof(Ends))]
    public void It_is_judged_at_the_first_sign_and_its_pods_say_why(string recording, string verdict, int within, string givenUp, string pods)
    {
        var attempt = Messages.NewAttempt();
        var sights = new AttemptSights { Phase = JobPhase.Tasks };
        var taskPods = new TaskPods();
        var judge = new TasksJudge();
        var ended = new List<EndedPod>();
        TasksVerdict? judged = null;
        var at = TimeSpan.Zero;
        var seen = 0;
        foreach (var change in Recording.Of("indexed/" + recording, attempt, phase: JobPhase.Tasks).Changes)
        {
            change.ApplyTo(sights);
            change.ApplyTo(taskPods);
            var look = taskPods.Look(attempt, ref seen);
            ended.AddRange(look.Ended);
            if (judged is not null)
                continue;

            var now = judge.Judge(sights.Look(attempt).Sight, look.Live, change.At);
            if (now is not (TasksVerdict.Runs or TasksVerdict.Waits))
                (judged, at) = (now, change.At);
        }

        Assert.That(judged?.GetType().Name, Is.EqualTo(verdict));
        Assert.That(at.TotalMilliseconds, Is.LessThanOrEqualTo(within));
        var status = sights.Look(attempt).Sight.Job!.Status;
        var losses = ended.Where(pod => pod.Code.Length > 0).GroupBy(pod => pod.Index).ToDictionary(group => group.Key, group => group.Last().Code);
        Assert.That(string.Join(' ', IndexRanges.Each(status.FailedIndexes).Select(index => $"{index}={losses[index]}")), Is.EqualTo(givenUp));
        if (pods.Length > 0)
            Assert.That(ended.Select(pod => pod.Code.Length == 0 ? $"{pod.Index}" : $"{pod.Index}={pod.Code}").Order(StringComparer.Ordinal), Is.EqualTo(pods.Split(' ')));
    }

    [Test]
    public void A_second_try_knows_that_it_is_one()
    {
        var attempt = Messages.NewAttempt();
        var taskPods = new TaskPods();
        foreach (var change in Recording.Of("indexed/10-indexed-one-index-fails", attempt, phase: JobPhase.Tasks).Changes)
            change.ApplyTo(taskPods);

        var seen = 0;
        Assert.That(taskPods.Look(attempt, ref seen).Ended.Where(pod => pod.Index == 2).Select(pod => pod.Try), Is.EqualTo([1, 2]));
    }

    [Test]
    public void A_Job_past_its_deadline_is_out_of_time_and_one_that_is_gone_was_deleted()
    {
        Assert.That(Judge(new() { Job = JobWith(new V1JobCondition { Type = "FailureTarget", Status = "True", Reason = "DeadlineExceeded" }) }), Is.EqualTo(FailureCode.TimeLimit));
        Assert.That(Judge(new() { Job = JobWith(), JobIsGone = true }), Is.EqualTo(FailureCode.PodDeleted));
    }

    // As long as one of them works, the others' nodes may come back.
    [Test]
    public void Nodes_that_are_away_end_it_when_nothing_else_works()
    {
        var job = new AttemptSight { Job = JobWith() };
        var judge = new TasksJudge();
        AttemptSight[] all = [PodOn("a", isAway: true), PodOn("b", isAway: false)];

        Assert.That(judge.Judge(job, all, TimeSpan.Zero), Is.TypeOf<TasksVerdict.Runs>());
        Assert.That(judge.Judge(job, all, TimeSpan.FromMinutes(5)), Is.TypeOf<TasksVerdict.Runs>());
        Assert.That(judge.Judge(job, all[..1], TimeSpan.FromMinutes(6)), Is.TypeOf<TasksVerdict.Lost>());
    }

    [Test]
    public void An_image_that_does_not_come_ends_it_although_others_run()
    {
        var judge = new TasksJudge();
        var job = new AttemptSight { Job = JobWith() };
        AttemptSight[] all = [PodOn("a", isAway: false), PodThatWaits("b", "ErrImagePull")];

        Assert.That(judge.Judge(job, all, TimeSpan.Zero), Is.TypeOf<TasksVerdict.Runs>());
        Assert.That((judge.Judge(job, all, TimeSpan.FromSeconds(46)) as TasksVerdict.Lost)?.Because.Code, Is.EqualTo(FailureCode.ImagePull));
    }

    private static string Judge(AttemptSight sight) => ((TasksVerdict.Lost)new TasksJudge().Judge(sight, [], TimeSpan.Zero)).Because.Code;

    private static V1Job JobWith(params V1JobCondition[] conditions) => new()
    {
        Metadata = new() { Name = "job" },
        Spec = new() { Template = new() },
        Status = new() { Conditions = conditions, Ready = 1 },
    };

    private static AttemptSight PodOn(string name, bool isAway) => PodWith(name, new() { Running = new() }, new V1PodCondition { Type = "Ready", Status = isAway ? "False" : "True" });

    private static AttemptSight PodThatWaits(string name, string reason) => PodWith(name, new() { Waiting = new() { Reason = reason } });

    private static AttemptSight PodWith(string name, V1ContainerState state, params V1PodCondition[] conditions) => new()
    {
        Pod = new()
        {
            Metadata = new() { Name = name },
            Status = new()
            {
                Conditions = [new() { Type = "PodScheduled", Status = "True" }, .. conditions],
                ContainerStatuses = [new() { Name = JobManifest.Main, State = state, Image = "", ImageID = "", Ready = true, RestartCount = 0 }],
            },
        },
    };
}
