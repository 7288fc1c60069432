using Freehold.JobContract.Failures;

namespace Freehold.ControlPlane.Jobs;

/// <summary>
/// How many attempts of one job may be lost to infrastructure, by the cause of the last one: then the job fails, so that none is tried for
/// ever. Pure.
/// </summary>
internal static class LossBounds
{
    // Nodes that come and go are a way to run a cluster: a job of a day may see many of them go.
    private const int OfNodes = 20;

    // Somebody deletes it again and again, a registry stays away, an agent loses its memory: a person should look.
    private const int Other = 5;

    /// <summary>Losses of any cause, the last one not counted, up to which another attempt is made.</summary>
    public static int Of(string code) => code is FailureCode.Evicted or FailureCode.Preempted or FailureCode.NodeLost ? OfNodes : Other;
}
