using Freehold.JobContract.Transform;
using Freehold.Worker.Detection;
using Freehold.Worker.Inputs;

namespace Freehold.Worker.Transform;

/// <summary>One input object to transform into one local file.</summary>
internal sealed record TransformTask
{
    /// <summary>The object as failures and logs name it: its name within the input.</summary>
    public required string ObjectName { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>Its format.</summary>
    public required DataFormat Format { get; init; }

    /// <summary>Local file that holds it; never written.</summary>
    public required string InputPath { get; init; }

    /// <summary>Format of the output.</summary>
    public required DataFormat OutputFormat { get; init; }

    /// <summary>Name of the output object within the attempt.</summary>
    public required string OutputName { get; init; }

    /// <summary>Local file to write; its folder exists.</summary>
    public required string OutputPath { get; init; }

    /// <summary>Told which columns were found to be of which entity, before a row is transformed. Null: nobody asks.</summary>
    public Action<DetectedColumns>? OnDetected { get; init; }

    /// <summary>Existing folder of this task alone, for everything that goes when the task ends.</summary>
    public required string Scratch { get; init; }

    /// <summary>Where an input goes that has to be written again before the engine can read it.</summary>
    public string RewrittenPath => Path.Join(Scratch, "rewritten");

    /// <summary>Where rows that are put aside go, as they are.</summary>
    public string QuarantinePath => Path.Join(Scratch, "quarantine");

    /// <summary>Where the reasons for it go.</summary>
    public string ReasonsPath => Path.Join(Scratch, "quarantine-reasons");

    /// <summary>Where a compressed or otherwise encoded input goes in plain.</summary>
    public string PlainPath => Path.Join(Scratch, "plain");

    /// <summary>Whether the output is compressed with gzip.</summary>
    public bool GzipsOutput => FileFormats.IsGzip(OutputName);

    /// <summary>Last segment of the name.</summary>
    public string FileName => Path.GetFileName(ObjectName);
}
