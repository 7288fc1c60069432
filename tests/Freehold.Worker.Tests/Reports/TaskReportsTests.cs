using System.Text;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Reports;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Tests.Reports;

public sealed class TaskReportsTests
{
    [Test]
    public void The_first_10_000_tasks_are_told_500_at_once_and_the_others_counted()
    {
        using var output = new MemoryStream();
        var reports = new TaskReports(new ReportWriter(output), tasks: 12_000);
        for (var index = 0; index < 12_000; index++)
            reports.Running(new PlannedTask(index, 0, $"{index}.csv", 1, ""), number: 1);

        reports.FlushAll();

        var told = Told(output);
        Assert.That(told, Has.Count.EqualTo(20));
        Assert.That(told.Select(tasks => (tasks.Changed.Count, tasks.Omitted)), Is.All.EqualTo((500, 2_000u)));
    }

    [Test]
    public void Of_a_task_the_newest_state_is_told_with_why_it_failed()
    {
        using var output = new MemoryStream();
        var reports = new TaskReports(new ReportWriter(output), tasks: 1);
        var task = new PlannedTask(0, 0, new string('é', 300), 1, "");
        reports.Running(task, number: 2);
        reports.Ended(task, TaskState.Retrying, 2, new Failure { Code = "oom_killed", Detail = "task_memory" });

        reports.FlushAll();

        var changed = Told(output).Single().Changed.Single();
        Assert.That((changed.State, changed.Try, changed.FailureCode, changed.FailureDetail), Is.EqualTo((TaskState.Retrying, 2u, "oom_killed", "task_memory")));
        Assert.That(Encoding.UTF8.GetByteCount(changed.ObjectName), Is.EqualTo(512));
    }

    private static IReadOnlyList<Protocol.V1.Tasks> Told(MemoryStream output) =>
        [.. new BenchRun(0, Encoding.UTF8.GetString(output.ToArray()), "").Reports.Select(report => report.Tasks)];
}
