using Freehold.JobContract.Documents;
using Freehold.Worker.Limits;
using Freehold.Worker.Reports;
using Freehold.Worker.Run;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.Stages;

/// <summary>What the stages of an attempt work with, whichever of them run in this process.</summary>
/// <param name="Request">The attempt.</param>
/// <param name="Places">Where it writes.</param>
/// <param name="Reports">Takes the report.</param>
/// <param name="Counts">Counts what the log tells.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">The log.</param>
internal sealed record StageContext(
    RunRequest Request, AttemptPlaces Places, ReportWriter Reports, LogCounts Counts, TimeProvider Time, ILogger Log)
{
    /// <summary>The job.</summary>
    public JobDocument Document => Request.Document;

    /// <summary>What this process may use.</summary>
    public Container Container { get; } = Container.OfThisProcess();
}
