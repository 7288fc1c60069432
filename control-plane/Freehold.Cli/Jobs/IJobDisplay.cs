namespace Freehold.Cli.Jobs;

/// <summary>Shows a job while it runs. On standard error, so that standard output holds results alone.</summary>
internal interface IJobDisplay
{
    /// <summary>The job as it is now; called for every change, also when only numbers changed.</summary>
    void Show(JobView job);

    /// <summary>Something about the watching, not about the job: the connection broke, or is back.</summary>
    void Note(string text);
}
