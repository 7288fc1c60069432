using Freehold.Agent.Assignments;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Assignments;

/// <summary>A worker is not trusted to keep the bounds.</summary>
public sealed class HeldTasksTests
{
    [Test]
    public void A_task_that_changes_twice_is_told_once()
    {
        var held = new HeldTasks();
        held.Add(new() { Changed = { Task(3, TaskState.Running), Task(1, TaskState.Running) } });
        held.Add(new() { Changed = { Task(3, TaskState.Succeeded) } });

        Assert.That(held.Take()!.Changed.Select(task => (task.Index, task.State)), Is.EqualTo(new[] { (1u, TaskState.Running), (3u, TaskState.Succeeded) }));
        Assert.That(held.Take(), Is.Null);
    }

    [Test]
    public void However_many_it_says_500_are_told_at_once_and_10_000_in_all()
    {
        var held = new HeldTasks();
        held.Add(new() { Omitted = 7, Changed = { Enumerable.Range(0, 12_000).Select(index => Task((uint)index, TaskState.Running)) } });

        var told = new List<Tasks>();
        while (held.Take() is { } tasks)
            told.Add(tasks);

        Assert.That(told, Has.Count.EqualTo(20));
        Assert.That(told.Select(tasks => tasks.Changed.Count), Is.All.EqualTo(500));
        Assert.That(told.SelectMany(tasks => tasks.Changed).Max(task => task.Index), Is.EqualTo(9_999));
        Assert.That(told.Select(tasks => tasks.Omitted), Is.All.EqualTo(7));
    }

    [Test]
    public void What_is_no_word_does_not_leave()
    {
        var held = new HeldTasks();
        held.Add(new()
        {
            Changed = { new TaskChanged { FailureCode = "row 'Müller'", FailureDetail = "Müller", ObjectName = new('é', 300), ColumnName = new('c', 300) } },
        });

        var task = held.Take()!.Changed.Single();

        Assert.That((task.FailureCode, task.FailureDetail), Is.EqualTo(("", "")));
        Assert.That((task.ObjectName.Length, task.ColumnName.Length), Is.EqualTo((256, 256)));
    }

    private static TaskChanged Task(uint index, TaskState state) => new() { Index = index, State = state };
}
