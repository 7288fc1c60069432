namespace Freehold.JobContract.Failures;

/// <summary>A failure as it travels: words from closed lists and the place, never a value and never free text.</summary>
public sealed record Failure
{
    /// <summary>From <see cref="FailureCode"/>.</summary>
    public required string Code { get; init; }

    /// <summary>From <see cref="FailureDetail"/>; empty when the code says all.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The object or thing concerned: a URI, a file name, a secret's name. Empty when none is.</summary>
    public string ObjectName { get; init; } = "";

    /// <summary>What was being done with it: <c>read</c>, <c>list</c>, <c>write</c> or <c>delete</c>. Empty where it says nothing.</summary>
    public string Action { get; init; } = "";

    /// <summary>Who the store saw: a role, an account, or the first and last characters of an access key's id; never a secret.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Line in that object, from 1; 0 when it does not apply.</summary>
    public long Line { get; init; }

    /// <summary>The column concerned; empty when none is.</summary>
    public string ColumnName { get; init; } = "";

    /// <summary>The nearest valid name where a name is unknown; empty when none is near.</summary>
    public string Suggestion { get; init; } = "";

    /// <summary>What was counted on; 0 when the failure is no count.</summary>
    public long Expected { get; init; }

    /// <summary>What was there instead.</summary>
    public long Found { get; init; }

    /// <summary>Exit code of the worker's process; null when it did not end by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Signal that ended the worker; 0 when none did.</summary>
    public int Signal { get; init; }

    /// <summary>What is known of the worker that failed; null when nothing is.</summary>
    public FailureSurroundings? Surroundings { get; init; }
}
