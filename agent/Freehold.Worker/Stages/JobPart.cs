using System.Globalization;
using Freehold.Worker.Output;

namespace Freehold.Worker.Stages;

/// <summary>Which part of an attempt a process does: a closed list.</summary>
internal abstract record JobPart
{
    private JobPart()
    {
    }

    /// <summary>Names of its logs: every process of an attempt has its own.</summary>
    public virtual string LogName => LogFolder.MainLog;

    /// <summary>Name of the log of one of its children.</summary>
    public string LogNameOfChild(int lane) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(LogName)}-{lane}.log");

    /// <summary>All of it.</summary>
    internal sealed record Whole : JobPart;

    /// <summary>The plan; and all the rest at once, if that is not worth a process of its own.</summary>
    /// <param name="RunBelow">
    /// Size in bytes of all inputs together up to which the rest is done at once, as it is of a job of one task; null: never.
    /// </param>
    internal sealed record Plan(long? RunBelow) : JobPart;

    /// <summary>The tasks of one index.</summary>
    /// <param name="Index">From 0.</param>
    /// <param name="Try">Which try of it this is, from 1.</param>
    internal sealed record OneIndex(int Index, int Try) : JobPart
    {
        public override string LogName => string.Create(CultureInfo.InvariantCulture, $"task-{Index:D6}-{Try}.log");
    }

    /// <summary>The end: what the tasks have left becomes the job's output.</summary>
    /// <param name="GivenUp">Codes of failures of indexes that nobody does any more, by index.</param>
    internal sealed record Commit(IReadOnlyDictionary<int, string> GivenUp) : JobPart
    {
        public override string LogName => "commit.log";
    }

    /// <summary>The end of an attempt that was stopped: nothing of it stays.</summary>
    internal sealed record Abandon : JobPart
    {
        public override string LogName => "abandon.log";
    }
}
