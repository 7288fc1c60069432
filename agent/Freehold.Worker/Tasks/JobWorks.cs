using Freehold.JobContract.Documents;
using Freehold.Worker.Profile;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Tasks;

/// <summary>The work of each kind of job: the one place to add a kind to.</summary>
internal static class JobWorks
{
    /// <summary>The work of a document.</summary>
    /// <param name="document">The job.</param>
    /// <param name="share">What each of its tasks may use.</param>
    /// <exception cref="JobFailedException">A secret that the document names is not there.</exception>
    public static IJobWork For(JobDocument document, EngineShare share) => document.Kind switch
    {
        JobKind.Transform => TransformWork.For(document, share),
        JobKind.Profile => ProfileWork.For(document, share),
        _ => throw new NotSupportedException($"No work is made for {document.Kind.Name()}."),
    };
}
