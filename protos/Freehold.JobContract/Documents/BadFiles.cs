namespace Freehold.JobContract.Documents;

/// <summary>What a file that fails for good means for its job. Written in lower case in documents.</summary>
public enum BadFiles
{
    /// <summary>The job fails. The default.</summary>
    Fail,

    /// <summary>It is put aside and named in the manifest; the job goes on with the others.</summary>
    Quarantine,
}
