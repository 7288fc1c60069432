namespace Freehold.JobContract.Profile;

/// <summary>Which side of quality a rule is about.</summary>
public enum QualityDimension
{
    /// <summary>Whether values are what they should be by form and range.</summary>
    Validity,

    /// <summary>Whether values occur once.</summary>
    Uniqueness,

    /// <summary>Whether values are there.</summary>
    Completeness,

    /// <summary>Whether values agree with the world: with another data set, or with the clock.</summary>
    Accuracy,
}
