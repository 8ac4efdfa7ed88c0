// One service serves all tests that change nothing in it.
[assembly: AssemblyFixture(typeof(KetamineScreening.Api.Tests.SharedService))]
