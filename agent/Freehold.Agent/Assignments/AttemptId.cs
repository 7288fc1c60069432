using System.Globalization;
using System.Runtime.InteropServices;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>Which try of which job. Becomes part of folder names, so it exists only for a real UUID and a real number.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AttemptId(Guid Job, uint Number)
{
    /// <summary>Reads the form of the wire.</summary>
    /// <returns>False when the job is no UUID in its 36-character form or the number is 0.</returns>
    public static bool TryRead(AttemptRef? reference, out AttemptId attempt)
    {
        attempt = default;
        if (reference is null || reference.Number == 0 || !Guid.TryParseExact(reference.JobId, "D", out var job))
            return false;

        attempt = new(job, reference.Number);
        return true;
    }

    /// <summary>Reads what <see cref="FolderName"/> wrote.</summary>
    public static bool TryParseFolderName(string name, out AttemptId attempt)
    {
        attempt = default;
        if (name.Length < 38 || name[36] != '-' || !Guid.TryParseExact(name.AsSpan(0, 36), "D", out var job)
            || !uint.TryParse(name.AsSpan(37), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return false;

        attempt = new(job, number);
        return attempt.FolderName == name;
    }

    /// <summary><c>&lt;job id&gt;-&lt;number&gt;</c>.</summary>
    public string FolderName => $"{Job:D}-{Number}";

    public AttemptRef ToReference() => new() { JobId = Job.ToString("D"), Number = Number };

    /// <summary><c>&lt;job id&gt;/&lt;number&gt;</c>.</summary>
    public override string ToString() => $"{Job:D}/{Number}";
}
