using Freehold.JobContract.Transform;

namespace Freehold.Worker.Profile;

/// <summary>One object to look at.</summary>
internal sealed record ProfileTask
{
    /// <summary>The object as failures and reports name it: its name within the input.</summary>
    public required string ObjectName { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>Its format.</summary>
    public required DataFormat Format { get; init; }

    /// <summary>Local file that holds it; never written. Without characters that the engine takes for a glob.</summary>
    public required string InputPath { get; init; }

    /// <summary>Existing folder of this task alone.</summary>
    public required string Scratch { get; init; }

    /// <summary>Rows to look at; -1 for all.</summary>
    public required long MostRows { get; init; }

    /// <summary>Last segment of the name.</summary>
    public string FileName => Path.GetFileName(ObjectName);
}
