namespace Freehold.JobContract.Profile;

/// <summary>What of a profile may leave the customer's network as metadata. The report in the sink is the same for all.</summary>
public enum Disclosure
{
    /// <summary>Nothing but that the job succeeded.</summary>
    None,

    /// <summary>Numbers over everything: rows, columns, nulls, rules that were not kept. The default.</summary>
    Counts,

    /// <summary>Of each column also its name, type, kind of personal data, null share, distinct values and quality; never a value.</summary>
    Columns,
}
